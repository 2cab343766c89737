package io.whimbrel.transports.tcp;

import io.whimbrel.engine.link.LinkContract;
import io.whimbrel.engine.link.LinkPair;

/** Three data connections, and buffers so short that frames come in pieces. */
class TcpStripedContractTest extends LinkContract {

    @Override
    protected LinkPair open() {
        return TcpEnds.pair(new TcpOptions(3, 100_000, 128 << 10));
    }
}
