using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Local.Api;

/// <summary>
/// The page of a list that a request asks for. A token says which item the page before ended with, so that what is
/// deleted meanwhile shifts nothing.
/// </summary>
internal sealed record Page(int Size, long After)
{
    private const int DefaultSize = 10;
    private const int MaximumSize = 100;

    public static Page Read(ApiRequest request)
    {
        var size = request.OptionalInteger("MaxResults") ?? DefaultSize;
        if (size is < 1 or > MaximumSize) throw ApiException.InvalidParameter("MaxResults", $"must be from 1 to {MaximumSize}");
        return new Page(size, ReadToken(request));
    }

    /// <param name="all">The whole list, in the order of the numbers.</param>
    /// <param name="numberOf">A number that an item keeps.</param>
    /// <param name="describe">What is told about an item.</param>
    public ApiReply Of<T>(IReadOnlyCollection<T> all, Func<T, long> numberOf, Func<T, JsonNode> describe)
    {
        var rest = all.Where(item => numberOf(item) > After).ToList();
        var page = rest.Take(Size).ToList();
        return new ApiReply(new JsonArray([.. page.Select(describe)]))
        {
            MaxResults = Size,
            TotalCount = all.Count,
            NextToken = rest.Count > Size ? WriteToken(numberOf(page[^1])) : "",
        };
    }

    private static string WriteToken(long number) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)));

    private static long ReadToken(ApiRequest request)
    {
        if (request.Optional("NextToken") is not { } token) return 0;
        if (Base64Url.IsValid(token) && long.TryParse(Base64Url.DecodeFromChars(token), CultureInfo.InvariantCulture, out var number)) return number;
        throw ApiException.InvalidParameter("NextToken", "is not a token that LocalBay gave out");
    }
}
