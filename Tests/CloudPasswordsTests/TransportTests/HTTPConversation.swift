import NIOCore

/// One connection of a ``LoopbackServer`` that speaks HTTP/1.1, to requests without a body.
final class HTTPConversation: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let reply: LoopbackServer.Reply
    private let record: LoopbackServer.Record
    private var received = ""
    private var tunnel: (any Channel)?

    init(_ reply: LoopbackServer.Reply, _ record: LoopbackServer.Record) {
        self.reply = reply
        self.record = record
    }

    func channelActive(context: ChannelHandlerContext) {
        record.connected()
    }

    func channelInactive(context: ChannelHandlerContext) {
        tunnel?.close(promise: nil)
        record.closed.yield()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        if let tunnel {
            tunnel.writeAndFlush(buffer, promise: nil)
            return
        }
        received += String(buffer: buffer)
        guard received.hasSuffix("\r\n\r\n") else { return }
        record.received(received)
        received = ""
        switch reply {
        case .text(let text): write(text, to: context.channel)
        case .last(let text):
            write(text, to: context.channel)
            context.close(promise: nil)
        case .trickle(let text, let pause):
            write(text, to: context.channel)
            let channel = context.channel
            channel.eventLoop.scheduleRepeatedTask(initialDelay: pause, delay: pause) { task in
                guard channel.isActive else { return task.cancel() }
                channel.writeAndFlush(ByteBuffer(string: " "), promise: nil)
            }
        case .tunnel(let port):
            let front = NIOLoopBound((self, context.channel), eventLoop: context.eventLoop)
            Tunnel.open(from: context.channel, to: port).whenSuccess { back in
                let (conversation, channel) = front.value
                conversation.tunnel = back
                conversation.write("HTTP/1.1 200 Connection established\r\n\r\n", to: channel)
            }
        }
    }

    private func write(_ text: String, to channel: any Channel) {
        guard !text.isEmpty else { return }
        channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
    }
}
