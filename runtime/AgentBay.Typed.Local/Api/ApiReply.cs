using System.Text.Json.Nodes;

namespace AgentBay.Typed.Local.Api;

/// <summary>What an action answers; the rest of the envelope is the same for all.</summary>
internal sealed record ApiReply(JsonNode? Data = null)
{
    public static Task<ApiReply> Empty { get; } = Task.FromResult(new ApiReply());

    public int? MaxResults { get; init; }

    public int? TotalCount { get; init; }

    public int? Count { get; init; }

    public string? NextToken { get; init; }

    /// <summary>Set where the call did not do what it was asked for; it is answered with HTTP 200 all the same.</summary>
    public (string Code, string Message)? Problem { get; init; }

    public static Task<ApiReply> With(JsonNode data) => Task.FromResult(new ApiReply(data));
}
