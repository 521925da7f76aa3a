package org.tradepost.gateway.signing.boundary;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tradepost.shared.signing.AnswerVerification;
import org.tradepost.shared.signing.ContentDigest;
import org.tradepost.shared.signing.HttpMessage;
import org.tradepost.shared.signing.MessageSignature;
import org.tradepost.shared.signing.MessageSigner;

/** An answer that is collected, signed and only then sent. Until then it can still become another one. */
final class SignedAnswer extends HttpServletResponseWrapper {

    private static final int LARGEST = 1 << 20;
    private static final List<String> ADDED =
            List.of(ContentDigest.FIELD, MessageSignature.INPUT_FIELD, MessageSignature.FIELD);

    private final HttpMessage request;
    private final MessageSigner signer;
    private final Body body = new Body();
    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile String contentType;

    SignedAnswer(HttpServletResponse response, HttpMessage request, MessageSigner signer) {
        super(response);
        this.request = request;
        this.signer = signer;
    }

    /** Signs and sends; a second time does nothing. */
    void finish() throws IOException {
        if (!finished.compareAndSet(false, true)) {
            return;
        }
        byte[] bytes = body.collected.toByteArray();
        HttpMessage signed = AnswerVerification.sign(getStatus(), contentType, bytes, request, signer);
        for (String field : ADDED) {
            super.setHeader(field, signed.field(field).get(0));
        }
        if (bytes.length > 0 || !isBodiless()) {
            super.setContentLength(bytes.length);
        }
        getResponse().getOutputStream().write(bytes);
        super.flushBuffer();
    }

    private boolean isBodiless() {
        return isHead() || getStatus() == SC_NO_CONTENT || getStatus() == SC_NOT_MODIFIED;
    }

    private boolean isHead() {
        return "HEAD".equals(request.method());
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return body;
    }

    @Override
    public PrintWriter getWriter() {
        return new PrintWriter(body, true, StandardCharsets.UTF_8);
    }

    @Override
    public boolean isCommitted() {
        return finished.get();
    }

    @Override
    public void flushBuffer() {
        // Nothing goes out before all of it is there.
    }

    @Override
    public void setBufferSize(int size) {
        // The whole answer is the buffer.
    }

    @Override
    public void reset() {
        super.reset();
        contentType = null;
        body.collected.reset();
    }

    @Override
    public void resetBuffer() {
        body.collected.reset();
    }

    @Override
    public void setContentType(String type) {
        contentType = type;
        super.setContentType(type);
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    /** What was sent counts; an answer to HEAD has no body but says what its length would be. */
    @Override
    public void setContentLengthLong(long length) {
        if (isHead()) {
            super.setContentLengthLong(length);
        }
    }

    @Override
    public void setHeader(String name, String value) {
        if (isOwn(name, value)) {
            return;
        }
        super.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        if (isOwn(name, value)) {
            return;
        }
        super.addHeader(name, value);
    }

    /** A service's own digest or signature would be about something else than what is sent. */
    private boolean isOwn(String name, String value) {
        if (name.equalsIgnoreCase("Content-Type")) {
            setContentType(value);
            return true;
        }
        return (name.equalsIgnoreCase("Content-Length") && !isHead())
                || ADDED.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static final class Body extends ServletOutputStream {

        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (collected.size() + length > LARGEST) {
                throw new IOException("an answer of more than " + LARGEST + " bytes cannot be signed");
            }
            collected.write(bytes, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("a signed answer is written at once");
        }
    }
}
