package org.tradepost.users;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The layers and components of the service. ArchUnit fails a rule that matches no class. */
@AnalyzeClasses(packages = "org.tradepost.users", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule entities_know_no_other_layer = noClasses()
            .that()
            .resideInAPackage("..entity..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..control..", "..boundary..", "jakarta.ws.rs..", "jakarta.inject..", "org.jdbi..");

    @ArchTest
    static final ArchRule control_knows_no_boundary = noClasses()
            .that()
            .resideInAPackage("..control..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..boundary..", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule components_have_no_cycles =
            slices().matching("org.tradepost.users.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule passwords_know_no_accounts = noClasses()
            .that()
            .resideInAPackage("..users.password..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..users.account..", "..users.authentication..", "..users.activity..");

    @ArchTest
    static final ArchRule resources_are_boundaries = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .and()
            .areNotAnnotatedWith(RegisterRestClient.class)
            .should()
            .resideInAPackage("..boundary..");

    @ArchTest
    static final ArchRule sql_stays_in_control = noClasses()
            .that()
            .resideOutsideOfPackage("..control..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "java.sql..", "jakarta.data..");

    @ArchTest
    static final ArchRule nobody_hashes_in_a_transaction = noClasses()
            .that()
            .areAnnotatedWith("jakarta.transaction.Transactional")
            .or()
            .containAnyMethodsThat(com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith(
                    "jakarta.transaction.Transactional"))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.tradepost.users.password.control.PasswordHashing");
}
