package org.tradepost.payments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The layers. Every rule fails when it matches no class, which is ArchUnit's default and stays so. */
@AnalyzeClasses(packages = "org.tradepost.payments", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ENTITIES_KNOW_NEITHER_CONTROL_NOR_BOUNDARY = noClasses()
            .that()
            .resideInAPackage("..entity..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..control..", "..boundary..");

    @ArchTest
    static final ArchRule CONTROL_DOES_NOT_KNOW_THE_BOUNDARY = noClasses()
            .that()
            .resideInAPackage("..control..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..boundary..");

    @ArchTest
    static final ArchRule ENTITIES_ARE_FREE_OF_THE_PLATFORM = noClasses()
            .that()
            .resideInAPackage("..entity..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.jdbi..", "org.eclipse.microprofile..", "java.sql..");

    @ArchTest
    static final ArchRule ONLY_CONTROL_SPEAKS_SQL = noClasses()
            .that()
            .resideOutsideOfPackage("..control..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "java.sql..");

    @ArchTest
    static final ArchRule ONLY_THE_BOUNDARY_SPEAKS_HTTP = noClasses()
            .that()
            .resideInAnyPackage("..control..", "..entity..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule NOBODY_REACHES_AROUND_THE_PROVIDER_PORT = noClasses()
            .that()
            .resideInAnyPackage("..payments.payment..", "..payments.ledger..", "..payments.provider..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..payments.sandbox..");

    @ArchTest
    static final ArchRule THE_BANK_KNOWS_NO_PAYMENTS = noClasses()
            .that()
            .resideInAPackage("..payments.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..payments.payment..", "..payments.ledger..");

    @ArchTest
    static final ArchRule THE_LEDGER_STANDS_ALONE = noClasses()
            .that()
            .resideInAPackage("..payments.ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..payments.payment..", "..payments.provider..", "..payments.sandbox..");

    @ArchTest
    static final ArchRule COMPONENTS_FORM_NO_CYCLES =
            slices().matching("org.tradepost.payments.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule USE_CASES_ARE_NAMED_BY_RESPONSIBILITY =
            classes().should().haveNameNotMatching(".*(Impl|Manager|Helper|Util|Utils)");
}
