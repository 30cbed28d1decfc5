using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed.Routes;

/// <summary>The JSON body of a call over a link. The arguments come last, as they are.</summary>
internal sealed class LinkBody : RequestBody
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    private readonly ArrayBufferWriter<byte> _head;
    private readonly ReadOnlyMemory<byte> _arguments;

    public LinkBody(ReadOnlyMemory<byte> arguments, string server, string requestId, string tool, string token) : base(JsonType)
    {
        bool isCopied = arguments.Length <= LongestCopied;
        _head = new ArrayBufferWriter<byte>(512 + (isCopied ? arguments.Length : 0));
        using (Utf8JsonWriter json = new(_head))
        {
            json.WriteStartObject();
            json.WriteString("server"u8, server);
            json.WriteString("requestId"u8, requestId);
            json.WriteString("tool"u8, tool);
            json.WriteString("token"u8, token);
            json.WritePropertyName("args"u8);
        }

        if (isCopied)
        {
            _head.Write(arguments.Span);
            _head.Write("}"u8);
        }
        else
        {
            _arguments = arguments;
        }
    }

    protected override bool HasPayload => !_arguments.IsEmpty;

    protected override long ComputeLength() => _head.WrittenCount + (HasPayload ? _arguments.Length + 1 : 0);

    protected override async ValueTask WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_head.WrittenMemory, cancellationToken).ConfigureAwait(false);
        if (!HasPayload)
            return;
        await stream.WriteAsync(_arguments, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync("}"u8.ToArray(), cancellationToken).ConfigureAwait(false);
    }
}
