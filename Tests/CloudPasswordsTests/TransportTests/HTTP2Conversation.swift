import NIOCore

/// One connection of a ``LoopbackServer`` that answers every HTTP/2 stream with 200 and `{}`, in the fewest frames that
/// RFC 9113 allows.
final class HTTP2Conversation: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    private let record: LoopbackServer.Record
    private var received: [UInt8] = []
    private var hasStarted = false

    init(_ record: LoopbackServer.Record) {
        self.record = record
    }

    func channelActive(context: ChannelHandlerContext) {
        record.connected()
    }

    func channelInactive(context: ChannelHandlerContext) {
        record.closed.yield()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += unwrapInboundIn(data).readableBytesView
        if !hasStarted {
            guard received.starts(with: Self.preface) else { return }
            received.removeFirst(Self.preface.count)
            hasStarted = true
            send(type: 4, stream: 0, [], context)
        }
        while received.count >= 9 {
            let length = received[..<3].reduce(0) { $0 << 8 | Int($1) }
            guard received.count >= 9 + length else { return }
            let (type, flags) = (received[3], received[4])
            let stream = received[5..<9].reduce(0) { $0 << 8 | UInt32($1) }
            received.removeFirst(9 + length)
            if type == 4, flags & 1 == 0 { send(type: 4, flags: 1, stream: 0, [], context) }
            if type == 1 {
                record.received("stream \(stream)")
                // 0x88 is the header list of `:status: 200`.
                send(type: 1, flags: 4, stream: stream, [0x88], context)
                send(type: 0, flags: 1, stream: stream, Array("{}".utf8), context)
            }
        }
    }

    private func send(
        type: UInt8,
        flags: UInt8 = 0,
        stream: UInt32,
        _ payload: [UInt8],
        _ context: ChannelHandlerContext
    ) {
        var frame = ByteBuffer(bytes: [0, 0, UInt8(payload.count), type, flags])
        frame.writeInteger(stream)
        frame.writeBytes(payload)
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }
}
