package io.whimbrel.transports.tcp;

import io.whimbrel.engine.link.LinkContract;
import io.whimbrel.engine.link.LinkPair;

class TcpContractTest extends LinkContract {

    @Override
    protected LinkPair open() {
        return TcpEnds.pair(TcpOptions.DEFAULT);
    }
}
