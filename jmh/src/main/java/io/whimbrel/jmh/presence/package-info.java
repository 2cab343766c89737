/** Times what presence costs an access. */
package io.whimbrel.jmh.presence;
