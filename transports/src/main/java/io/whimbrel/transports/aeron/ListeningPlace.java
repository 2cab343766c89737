package io.whimbrel.transports.aeron;

import java.util.function.UnaryOperator;

/**
 * Where a destination listens.
 *
 * @param control   endpoint of the control and urgent streams; empty where the media has none
 * @param data      endpoint of the data stream
 * @param toAddress makes, from the control stream's bound endpoint, the text by which a source finds this end
 */
record ListeningPlace(String control, String data, UnaryOperator<String> toAddress) {

    String address(final String boundControl) {
        return toAddress.apply(boundControl);
    }
}
