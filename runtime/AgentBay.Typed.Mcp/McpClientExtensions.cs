using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentBay.Typed.Mcp;

/// <summary>Generated catalogs over a connected MCP server.</summary>
public static class McpClientExtensions
{
    /// <summary>
    /// Gives the server's tools as typed methods. Sends nothing: whether the server still has the tools of the capture is
    /// told by <see cref="CheckToolsAsync{T}"/>. A catalog costs an object or two, so one per call that wants its own
    /// <paramref name="progress"/> is fine.
    /// </summary>
    /// <typeparam name="T">The catalog generated from a capture of the server.</typeparam>
    /// <param name="client">The connection. It stays the caller's: a catalog holds nothing to dispose.</param>
    /// <param name="progress">
    /// Told of the progress that the server reports during calls of this catalog: in order, and all of it before the call
    /// returns. Null asks for none.
    /// </param>
    public static T UseTools<T>(this McpClient client, IProgress<ProgressNotificationValue>? progress = null)
        where T : IToolCatalog<T> =>
        T.Create(client.AsToolInvoker(progress));

    /// <summary>Gives the connection as what catalogs call through.</summary>
    /// <param name="client">The connection. It stays the caller's.</param>
    /// <param name="progress">Told of the progress that the server reports during calls. Null asks for none.</param>
    public static IToolInvoker AsToolInvoker(this McpClient client, IProgress<ProgressNotificationValue>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new McpToolInvoker(client, progress);
    }

    /// <summary>Asks the server for its tools and compares them with the catalog.</summary>
    /// <typeparam name="T">The catalog.</typeparam>
    /// <param name="client">The connection.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentBayException">The server refused, or could not be reached.</exception>
    public static async Task<CatalogDrift> CheckToolsAsync<T>(this McpClient client, CancellationToken cancellationToken = default)
        where T : IToolCatalog<T>
    {
        ArgumentNullException.ThrowIfNull(client);
        try
        {
            IList<McpClientTool> tools = await McpFailure.WhileConnectedAsync(
                client, () => client.ListToolsAsync(cancellationToken: cancellationToken).AsTask()).ConfigureAwait(false);
            return CatalogDrift.Between(T.DescribeTools(), [.. tools.Select(static tool => tool.ProtocolTool)]);
        }
        catch (Exception e) when (McpFailure.From(e, client, "list its tools") is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>
    /// Compares the server's tools with the catalog each time the server says that its list has changed
    /// (<c>notifications/tools/list_changed</c>).
    /// </summary>
    /// <typeparam name="T">The catalog.</typeparam>
    /// <param name="client">The connection.</param>
    /// <param name="onChange">
    /// Told how the new list differs from the catalog; also when it no longer does. Calls of tools from it are fine. What it
    /// throws, or that the server could not be asked, goes to the log of the connection (the <c>loggerFactory</c> that
    /// <see cref="McpClient"/> was created with), since nobody waits for it; the watch goes on.
    /// </param>
    /// <returns>Ends the watch when it is disposed.</returns>
    public static IAsyncDisposable WatchTools<T>(this McpClient client, Action<CatalogDrift> onChange)
        where T : IToolCatalog<T>
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(onChange);
        return client.RegisterNotificationHandler(
            NotificationMethods.ToolListChangedNotification,
            async (_, cancellationToken) => onChange(await client.CheckToolsAsync<T>(cancellationToken).ConfigureAwait(false)));
    }
}
