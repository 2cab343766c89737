package io.whimbrel.engine.verify;

/**
 * Who wrote a page last, in a guest that was not migrated.
 *
 * @param vcpu      the virtual CPU, or {@link #FILL} when none has and the page is as it was filled at first
 * @param operation the operation of that virtual CPU, from 0
 */
public record PageWriter(int vcpu, long operation) {

    /** Stands for the first fill of the memory instead of a virtual CPU. */
    public static final int FILL = -1;

    @Override
    public String toString() {
        return vcpu == FILL ? "the first fill" : "vCPU " + vcpu + " in its operation " + operation;
    }
}
