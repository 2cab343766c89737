/** What a page costs on its way from memory to memory: looking whether it is zero, packing, checking, copying. */
package io.whimbrel.jmh.stream;
