/** Reports that are one HTML file: drawings in the page, and nothing that is loaded. */
@NullMarked
package dev.homeostat.cli.report;

import org.jspecify.annotations.NullMarked;
