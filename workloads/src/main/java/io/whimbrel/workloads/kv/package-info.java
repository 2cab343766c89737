/** A key-value store that lives in the guest's memory, under the loads of YCSB. */
package io.whimbrel.workloads.kv;
