package org.tradepost.users;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.tradepost.users.account.boundary.OwnProfileResource;
import org.tradepost.users.account.boundary.UsersResource;
import org.tradepost.users.account.boundary.UsersV2Resource;
import org.tradepost.users.account.control.CachedAccounts;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.AccountView;
import org.tradepost.users.rpc.boundary.UsersEndpoint;

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

    /** What decides anything asks the database; so nobody has accounts from memory but those that show them. */
    @ArchTest
    static final ArchRule the_cache_is_for_showing_only = classes()
            .that()
            .areAssignableTo(CachedAccounts.class)
            .should()
            .onlyHaveDependentClassesThat(belongToAnyOf(
                    CachedAccounts.class,
                    UsersResource.class,
                    UsersV2Resource.class,
                    OwnProfileResource.class,
                    UsersEndpoint.class));

    /** No use case is handed what may be old. */
    @ArchTest
    static final ArchRule views_decide_nothing = classes()
            .that()
            .areAssignableTo(AccountView.class)
            .should()
            .onlyHaveDependentClassesThat(resideInAPackage("..boundary..")
                    .or(belongToAnyOf(AccountView.class, Account.class, CachedAccounts.class)));

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
