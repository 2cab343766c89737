/** A link that exists in virtual time only: bandwidth, latency, loss and queue by a model. */
package io.whimbrel.transports.modelled;
