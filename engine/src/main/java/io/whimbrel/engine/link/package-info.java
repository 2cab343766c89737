/** What a transport must offer. */
package io.whimbrel.engine.link;
