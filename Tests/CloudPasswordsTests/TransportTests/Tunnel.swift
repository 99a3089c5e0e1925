import NIOCore
import NIOPosix

/// The connection of a proxy to the server behind it.
enum Tunnel {
    /// Passes on to `front` whatever comes from the other side.
    private final class Backward: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let front: any Channel

        init(_ front: any Channel) { self.front = front }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            front.writeAndFlush(unwrapInboundIn(data), promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { front.close(promise: nil) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    /// Connects to a port of 127.0.0.1.
    static func open(from front: any Channel, to port: Int) -> EventLoopFuture<any Channel> {
        ClientBootstrap(group: front.eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Backward(front))
                }
            }
            .connect(host: "127.0.0.1", port: port)
    }
}
