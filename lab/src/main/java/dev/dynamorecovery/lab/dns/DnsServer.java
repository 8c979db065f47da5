package dev.dynamorecovery.lab.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A name server on the loopback interface, over UDP and TCP on one port. */
final class DnsServer implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(DnsServer.class.getName());
    private static final int LONGEST_QUERY_BYTES = 4_096;
    private static final int TRIES = 20;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final DnsAnswers answers;
    private final DatagramSocket datagrams;
    private final ServerSocket connections;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private DnsServer(DnsAnswers answers, DatagramSocket datagrams, ServerSocket connections) {
        this.answers = answers;
        this.datagrams = datagrams;
        this.connections = connections;
    }

    /**
     * Starts to answer.
     *
     * @param port 0 takes any that is free for both
     * @throws IOException when the port is taken
     */
    static DnsServer start(int port, DnsAnswers answers) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        for (int tries = 1; ; tries++) {
            ServerSocket connections = new ServerSocket();
            try {
                connections.bind(new InetSocketAddress(loopback, port));
                DatagramSocket datagrams =
                        new DatagramSocket(new InetSocketAddress(loopback, connections.getLocalPort()));
                DnsServer server = new DnsServer(answers, datagrams, connections);
                server.threads.execute(server::serveDatagrams);
                server.threads.execute(server::serveConnections);
                return server;
            } catch (BindException taken) {
                connections.close();
                if (port != 0 || tries == TRIES) {
                    throw taken;
                }
            }
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(connections.getInetAddress(), connections.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        datagrams.close();
        connections.close();
        threads.shutdownNow();
    }

    private void serveDatagrams() {
        byte[] buffer = new byte[LONGEST_QUERY_BYTES];
        while (!datagrams.isClosed()) {
            try {
                DatagramPacket query = new DatagramPacket(buffer, buffer.length);
                datagrams.receive(query);
                byte[] answer = answers.overUdp(Arrays.copyOf(query.getData(), query.getLength()));
                if (answer.length > 0) {
                    datagrams.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
                }
            } catch (IOException | RuntimeException failure) {
                tell(failure, datagrams.isClosed());
            }
        }
    }

    private void serveConnections() {
        while (!connections.isClosed()) {
            try {
                Socket connection = connections.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException | RuntimeException failure) {
                tell(failure, connections.isClosed());
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout((int) IDLE.toMillis());
            DataInputStream in = new DataInputStream(connection.getInputStream());
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            while (true) {
                byte[] answer = answers.overTcp(in.readNBytes(in.readUnsignedShort()));
                byte[] framed = new byte[answer.length + 2];
                framed[0] = (byte) (answer.length >> 8);
                framed[1] = (byte) answer.length;
                System.arraycopy(answer, 0, framed, 2, answer.length);
                out.write(framed);
            }
        } catch (EOFException done) {
            LOGGER.log(Level.TRACE, "a client of the name server is done");
        } catch (IOException | RuntimeException failure) {
            tell(failure, connections.isClosed());
        }
    }

    private static void tell(Exception failure, boolean closing) {
        LOGGER.log(closing ? Level.TRACE : Level.DEBUG, "the name server could not answer", failure);
    }
}
