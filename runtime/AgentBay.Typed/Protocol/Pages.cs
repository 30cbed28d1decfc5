using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>Walks the pages of a list by their tokens (agentbay-wire 3.3).</summary>
internal static class Pages
{
    public static async IAsyncEnumerable<T> WalkAsync<T>(
        ApiConnection api,
        ApiAction action,
        Func<FormBody> makeBody,
        Func<JsonElement, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        string? token = null;
        do
        {
            string? next;
            JsonElement data;
            using (ApiReply reply = await api.SendAsync(action, makeBody().Add("NextToken", token), cancellationToken).ConfigureAwait(false))
            {
                data = reply.Data();
                next = reply.NextToken;
                if (next is not null && !seen.Add(next))
                    throw Failure.UnexpectedData(action.Name, reply, "the next page is one that was there before");
            }

            foreach (JsonElement item in data.Items())
                yield return read(item);
            token = next;
        }
        while (token is not null);
    }
}
