package org.tradepost.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Each of these fails, too, when it finds no class to look at (ArchUnit's archRule.failOnEmptyShould). */
@AnalyzeClasses(packages = "org.tradepost.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule CONTROL_DOES_NOT_KNOW_BOUNDARIES = noClasses()
            .that()
            .resideInAPackage("..control..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tradepost.gateway..boundary..");

    @ArchTest
    static final ArchRule ENTITIES_KNOW_NO_OTHER_LAYER = noClasses()
            .that()
            .resideInAPackage("..entity..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.tradepost.gateway..boundary..", "org.tradepost.gateway..control..");

    @ArchTest
    static final ArchRule COMPONENTS_DO_NOT_DEPEND_IN_CIRCLES =
            slices().matching("org.tradepost.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CLASSES_HAVE_A_LAYER = classes()
            .that()
            .resideOutsideOfPackage("org.tradepost.gateway")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .resideInAnyPackage("..boundary..", "..control..", "..entity..");

    @ArchTest
    static final ArchRule ONLY_PROXYING_AND_OVERVIEW_USE_THE_CLIENT = noClasses()
            .that()
            .resideInAnyPackage("..edge..", "..limits..", "..contracts..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");
}
