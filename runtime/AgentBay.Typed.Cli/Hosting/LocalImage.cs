using AgentBay.Typed.Cli.Commands;
using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Local;

namespace AgentBay.Typed.Cli.Hosting;

/// <summary>An image on a LocalBay that is there for it alone, in this process.</summary>
internal sealed class LocalImage : IOpenSource
{
    private readonly LocalBay _bay;
    private readonly IOpenSource _image;

    private LocalImage(LocalBay bay, IOpenSource image)
    {
        _bay = bay;
        _image = image;
    }

    public IToolInvoker Invoker => _image.Invoker;

    /// <param name="source">The image.</param>
    /// <param name="secrets">The source's secrets.</param>
    /// <param name="options">How LocalBay runs.</param>
    /// <param name="error">Where people are told what they should know of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SourceException">It cannot be opened.</exception>
    public static async Task<IOpenSource> OpenAsync(
        SourceSpec source, Secrets secrets, LocalBayOptions options, TextWriter error, CancellationToken cancellationToken)
    {
        LocalBay bay = await LocalBay.StartAsync(options, cancellationToken);
        try
        {
            if (!bay.IsIsolated)
                await error.WriteLineAsync($"agentbay-typed mcp: sessions are {ServeGreeting.NotIsolated}");
            AgentBaySource image = new(source.ImageId!, source.Timeout, secrets)
            {
                Service = new AgentBayOptions { ApiKey = bay.ApiKey, Endpoint = bay.Endpoint.GetLeftPart(UriPartial.Authority) },
            };
            return new LocalImage(bay, await image.OpenAsync(cancellationToken));
        }
        catch
        {
            await bay.DisposeAsync();
            throw;
        }
    }

    public Task<ToolListing> ListAsync(CancellationToken cancellationToken) => _image.ListAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _image.DisposeAsync();
        await _bay.DisposeAsync();
    }
}
