/**
 * Makes the CustomResourceDefinitions from the Java types, and guards them against changes that
 * would refuse what was accepted before.
 *
 * <p>It stands among the tests because it runs only there: what is shipped is the committed YAML.
 */
@NullMarked
package dev.homeostat.crds.schema;

import org.jspecify.annotations.NullMarked;
