import NIOCore

/// One connection of a ``LoopbackServer`` that is a SOCKS 5 proxy without a user name. It takes host names alone.
final class SOCKSConversation: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let port: Int
    private let record: LoopbackServer.Record
    private var isGreeted = false
    private var tunnel: (any Channel)?

    init(port: Int, _ record: LoopbackServer.Record) {
        self.port = port
        self.record = record
    }

    func channelActive(context: ChannelHandlerContext) {
        record.connected()
    }

    func channelInactive(context: ChannelHandlerContext) {
        tunnel?.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        if let tunnel {
            tunnel.writeAndFlush(buffer, promise: nil)
            return
        }
        guard isGreeted else {
            isGreeted = true
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: [5, 0])), promise: nil)
            return
        }
        // Version, connect, reserved, host name, its length, the name, and the port in two bytes.
        let bytes = Array(buffer.readableBytesView)
        guard bytes.starts(with: [5, 1, 0, 3]), bytes.count > 7 else {
            context.close(promise: nil)
            return
        }
        record.received(String(decoding: bytes[5..<bytes.count - 2], as: UTF8.self))
        let front = NIOLoopBound((self, context.channel), eventLoop: context.eventLoop)
        Tunnel.open(from: context.channel, to: port).whenSuccess { back in
            let (conversation, channel) = front.value
            conversation.tunnel = back
            channel.writeAndFlush(ByteBuffer(bytes: [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]), promise: nil)
        }
    }
}
