/** The files of a run directory. Each is complete under its name or is not there at all. */
package io.whimbrel.results.file;
