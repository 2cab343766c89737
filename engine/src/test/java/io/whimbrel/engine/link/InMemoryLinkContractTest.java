package io.whimbrel.engine.link;

class InMemoryLinkContractTest extends LinkContract {

    private static final int FRAME = 4200;

    @Override
    protected LinkPair open() {
        final InMemoryLink link = InMemoryLink.open(FRAME, 16 * (FRAME + 8));
        return new LinkPair(link.source(), link.destination());
    }
}
