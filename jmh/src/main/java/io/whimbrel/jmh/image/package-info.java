/** Image files in memory against plain copies of the same bytes. */
package io.whimbrel.jmh.image;
