/** Virtual time: the agents of a migration and the vCPUs of its guests, driven by a discrete-event scheduler. */
package io.whimbrel.engine.simulation;
