/** What it costs to mark a page as dirty and to collect the marks, beside what others would use for it. */
package io.whimbrel.jmh.tracking;
