package org.tradepost.orders;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The layers. A rule that matches no class fails. */
@AnalyzeClasses(packages = "org.tradepost.orders", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] OTHER_COMPONENTS = {
        "..orders.checkout..",
        "..orders.ordering..",
        "..orders.stock..",
        "..orders.payment..",
        "..orders.customer..",
        "..orders.participant..",
        "..orders.personaldata..",
        "..orders.parking.."
    };

    @ArchTest
    static final ArchRule orderingKnowsNothingOfCheckout = noClasses()
            .that()
            .resideInAPackage("..orders.ordering..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..orders.checkout..", "..orders.stock..", "..orders.payment..", "..orders.customer..")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule entitiesKnowNoFramework = noClasses()
            .that()
            .resideInAPackage("..entity..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.jdbi..", "org.eclipse.microprofile..", "..control..", "..boundary..")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule controlKnowsNoBoundary = noClasses()
            .that()
            .resideInAPackage("..control..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..boundary..", "jakarta.ws.rs..")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule checkoutReachesParticipantsThroughItsPortsOnly = noClasses()
            .that()
            .resideInAPackage("..orders.checkout..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..orders.stock..", "..orders.payment..", "..orders.customer..", "..orders.participant..")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule webhooksKnowNoOtherComponent = noClasses()
            .that()
            .resideInAPackage("..orders.webhook..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OTHER_COMPONENTS)
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule noOtherComponentKnowsWebhooks = noClasses()
            .that()
            .resideInAnyPackage(OTHER_COMPONENTS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..orders.webhook..")
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule resourcesLiveInTheBoundary = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .and()
            .areNotAnnotatedWith(RegisterRestClient.class)
            .should()
            .resideInAPackage("..boundary..")
            .allowEmptyShould(false);
}
