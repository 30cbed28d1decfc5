using System.Globalization;
using System.Net;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// The envelope around every answer: request id, code, message, success, and the data, which stays unread until it is
/// asked for (agentbay-wire 1.4). The data go when it is disposed.
/// </summary>
internal sealed class ApiReply : IDisposable
{
    private readonly HttpReply _answer;
    private readonly ReadOnlyMemory<byte> _data;

    private ApiReply(HttpReply answer, ReadOnlyMemory<byte> data)
    {
        _answer = answer;
        _data = data;
    }

    public HttpStatusCode Status => _answer.Status;

    public string RequestId { get; private init; } = "";

    public string? Code { get; private init; }

    public string? Message { get; private init; }

    public bool? Success { get; private init; }

    /// <summary>Where the next page begins, or null on the last one. Lists only.</summary>
    public string? NextToken { get; private init; }

    /// <summary>How many items there are on all pages, or null where that is not told. Lists only.</summary>
    public int? Count { get; private init; }

    /// <summary>The data as UTF-8 JSON; empty when there is none.</summary>
    public ReadOnlySpan<byte> DataUtf8 => _data.Span;

    /// <summary>The data, or an undefined element when there is none.</summary>
    public JsonElement Data()
    {
        if (_data.IsEmpty)
            return default;
        Utf8JsonReader json = new(_data.Span, new JsonReaderOptions { MaxDepth = 256 });
        return JsonElement.ParseValue(ref json);
    }

    /// <exception cref="JsonException">The body is not a JSON object.</exception>
    public static ApiReply Read(HttpReply answer, string knownRequestId = "")
    {
        ReadOnlyMemory<byte> body = WithoutMark(answer.Body);
        string requestId = knownRequestId;
        string? code = null;
        string? message = null;
        string? nextToken = null;
        string? count = null;
        bool? success = null;
        ReadOnlyMemory<byte> data = default;

        Utf8JsonReader json = new(body.Span, new JsonReaderOptions { MaxDepth = 256 });
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The body is not a JSON object.");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("RequestId"u8) || json.ValueTextEquals("requestId"u8))
                requestId = ReadText(ref json) is { Length: > 0 } id ? id : knownRequestId;
            else if (json.ValueTextEquals("Code"u8) || json.ValueTextEquals("code"u8))
                code = ReadText(ref json);
            else if (json.ValueTextEquals("Message"u8) || json.ValueTextEquals("message"u8))
                message = ReadText(ref json);
            else if (json.ValueTextEquals("Success"u8) || json.ValueTextEquals("success"u8))
                success = ReadFlag(ref json);
            else if (json.ValueTextEquals("NextToken"u8))
                nextToken = ReadText(ref json);
            else if (json.ValueTextEquals("Count"u8))
                count = ReadText(ref json);
            else if (json.ValueTextEquals("Data"u8) || json.ValueTextEquals("data"u8))
                data = ReadRaw(ref json, body);
            else
            {
                json.Read();
                json.Skip();
            }
        }

        // Reads on, so that a cut or garbled tail is found here and not taken for a whole answer.
        while (json.Read())
        {
        }

        return new ApiReply(answer, data)
        {
            RequestId = requestId,
            Code = code,
            Message = message,
            Success = success,
            Count = int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null,
            NextToken = string.IsNullOrEmpty(nextToken) ? null : nextToken,
        };
    }

    public void Dispose() => _answer.Dispose();

    // A gateway may put a byte order mark before its JSON.
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? body[3..] : body;

    private static string? ReadText(ref Utf8JsonReader json)
    {
        json.Read();
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return json.ValueTextEquals("ok"u8) ? "ok" : LenientText.Read(ref json);
            case JsonTokenType.Number:
                return System.Text.Encoding.UTF8.GetString(json.ValueSpan);
            default:
                json.Skip();
                return null;
        }
    }

    // Clients accept true/false, 0/1 and the words (agentbay-wire 1.4, typing of models).
    public static bool? ReadFlag(ref Utf8JsonReader json)
    {
        json.Read();
        switch (json.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Number:
                return !json.ValueSpan.SequenceEqual("0"u8);
            case JsonTokenType.String:
                return bool.TryParse(json.GetString(), out bool flag) ? flag : null;
            default:
                json.Skip();
                return null;
        }
    }

    private static ReadOnlyMemory<byte> ReadRaw(ref Utf8JsonReader json, ReadOnlyMemory<byte> body)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
            return default;
        int start = (int)json.TokenStartIndex;
        json.Skip();
        return body[start..(int)json.BytesConsumed];
    }
}
