package org.tradepost.catalog;

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
import org.tradepost.catalog.product.boundary.ProductsResource;
import org.tradepost.catalog.product.control.CachedProducts;
import org.tradepost.catalog.product.control.TendProductCache;

/** The layers and components of the service. ArchUnit fails a rule that matches no class. */
@AnalyzeClasses(packages = "org.tradepost.catalog", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule entities_know_no_other_layer = noClasses()
            .that()
            .resideInAPackage("..entity..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..control..", "..boundary..", "jakarta..", "org.jdbi..");

    @ArchTest
    static final ArchRule control_knows_no_boundary = noClasses()
            .that()
            .resideInAPackage("..control..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..boundary..", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule products_know_nothing_of_stock_and_imports = noClasses()
            .that()
            .resideInAPackage("..catalog.product..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..catalog.stock..", "..catalog.productimport..");

    @ArchTest
    static final ArchRule stock_knows_nothing_of_imports = noClasses()
            .that()
            .resideInAPackage("..catalog.stock..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..catalog.productimport..");

    /** Orders price from the database; so nobody reads products from memory but the resource for shoppers. */
    @ArchTest
    static final ArchRule the_cache_is_for_shoppers_only = classes()
            .that()
            .areAssignableTo(CachedProducts.class)
            .should()
            .onlyHaveDependentClassesThat(belongToAnyOf(ProductsResource.class)
                    .or(resideInAPackage("org.tradepost.catalog.product.control")));

    /** What looks at the cache for operators could otherwise show a price to an order. */
    @ArchTest
    static final ArchRule the_cache_is_tended_by_commands_only = classes()
            .that()
            .areAssignableTo(TendProductCache.class)
            .should()
            .onlyHaveDependentClassesThat(resideInAPackage("org.tradepost.catalog.commandqueue.control")
                    .or(belongToAnyOf(TendProductCache.class)));

    @ArchTest
    static final ArchRule products_and_stock_know_nothing_of_commands = noClasses()
            .that()
            .resideInAnyPackage("..catalog.product..", "..catalog.stock..", "..catalog.productimport..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..catalog.commandqueue..");

    @ArchTest
    static final ArchRule components_have_no_cycles =
            slices().matching("org.tradepost.catalog.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule resources_are_boundaries =
            classes().that().areAnnotatedWith(Path.class).should().resideInAPackage("..boundary..");

    @ArchTest
    static final ArchRule sql_stays_in_control = noClasses()
            .that()
            .resideOutsideOfPackage("..control..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "java.sql..");
}
