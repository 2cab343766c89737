package io.whimbrel.transports.aeron;

import io.whimbrel.engine.link.LinkPair;

/** As over a path of which nothing is known: control messages take several datagrams. */
class AeronUdpSmallMtuContractTest extends AeronUdpContractTest {

    @Override
    protected LinkPair open() {
        return open(new AeronOptions(Media.UDP, AeronSettings.UNKNOWN_PATH_MTU_BYTES, 64 << 10, 0, 0,
                AeronOptions.DEFAULT_STREAM));
    }
}
