using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// The envelope around every answer: request id, code, message, success, and the data, which stays unread until it is
/// asked for (agentbay-wire 1.4). The data go when it is disposed.
/// </summary>
internal sealed class ApiReply : IDisposable
{
    private static readonly string[] SuccessCodes = ["ok", "success", "200", "0"];

    private readonly HttpReply _answer;
    private readonly ReadOnlyMemory<byte> _data;
    private readonly string?[] _said;

    private ApiReply(HttpReply answer, ReadOnlyMemory<byte> data, string?[] said)
    {
        _answer = answer;
        _data = data;
        _said = said;
    }

    public HttpStatusCode Status => _answer.Status;

    public string RequestId { get; private init; } = "";

    public string? Code { get; private init; }

    public bool? Success { get; private init; }

    /// <summary>What was wrong, in the service's words, or null.</summary>
    public string? Said
    {
        get
        {
            string[] told = [.. _said.Where(static text => !string.IsNullOrWhiteSpace(text)).Distinct(StringComparer.Ordinal)!];
            return told.Length == 0 ? null : string.Join("; ", told);
        }
    }

    /// <summary>Whether the code is one, and not the word for success.</summary>
    public bool HasErrorCode => !string.IsNullOrEmpty(Code) && !SuccessCodes.Contains(Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the service did not do what it was asked: by the status, by its flag, or, where it sets none, by a code
    /// in place of data.
    /// </summary>
    public bool IsRefusal => (int)Status is < 200 or >= 300 || (Success ?? !(HasErrorCode && _data.IsEmpty)) == false;

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
        ReadOnlyMemory<byte> body = WithoutMark(answer.WrittenMemory);
        string requestId = knownRequestId;
        string? code = null;
        string? message = null;
        string? detail = null;
        string? denial = null;
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
            else if (json.ValueTextEquals("Detail"u8) || json.ValueTextEquals("Description"u8))
                detail = ReadText(ref json) ?? detail;
            else if (json.ValueTextEquals("AccessDeniedDetail"u8))
                denial = ReadTextOrJson(ref json, body);
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

        return new ApiReply(answer, data, message is null && detail is null && denial is null ? [] : [message, detail, denial])
        {
            RequestId = requestId,
            Code = code,
            Success = success,
            Count = int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null,
            NextToken = string.IsNullOrEmpty(nextToken) ? null : nextToken,
        };
    }

    public void Dispose() => _answer.Dispose();

    // A gateway may put a byte order mark before its JSON.
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? body[3..] : body;

    private static string? ReadTextOrJson(ref Utf8JsonReader json, ReadOnlyMemory<byte> body)
    {
        Utf8JsonReader start = json;
        return ReadText(ref json) ?? (ReadRaw(ref start, body) is { IsEmpty: false } raw ? Encoding.UTF8.GetString(raw.Span) : null);
    }

    private static string? ReadText(ref Utf8JsonReader json)
    {
        json.Read();
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return json.ValueTextEquals("ok"u8) ? "ok" : LenientText.Read(ref json);
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(json.ValueSpan);
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
