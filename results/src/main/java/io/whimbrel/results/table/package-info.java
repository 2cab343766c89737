/** Tables for people: plain text and Markdown, one unit a column, the same on every locale. */
package io.whimbrel.results.table;
