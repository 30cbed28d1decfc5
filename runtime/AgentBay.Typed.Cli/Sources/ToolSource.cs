using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Cli.Sources;

/// <summary>A place that lists its tools and runs them.</summary>
internal abstract class ToolSource
{
    /// <param name="spec">Which one; it must have no <see cref="SourceSpec.Problem"/>.</param>
    /// <param name="secrets">Where its secrets are.</param>
    public static ToolSource From(SourceSpec spec, Secrets secrets) =>
        spec.ImageId is { } imageId ? new AgentBaySource(imageId, spec.Timeout, secrets) : new McpSource(spec, secrets);

    /// <summary>Lists all tools.</summary>
    /// <exception cref="SourceException">They cannot be listed.</exception>
    public abstract Task<ToolListing> ListAsync(CancellationToken cancellationToken);

    /// <summary>Opens a way to call tools; closing it leaves nothing behind.</summary>
    /// <exception cref="SourceException">There is no way.</exception>
    public abstract Task<IOpenSource> OpenAsync(CancellationToken cancellationToken);
}

/// <summary>A source that is ready to be called.</summary>
internal interface IOpenSource : IAsyncDisposable
{
    IToolInvoker Invoker { get; }

    Task<ToolListing> ListAsync(CancellationToken cancellationToken);
}

/// <summary>What a source listed.</summary>
/// <param name="Source">What a capture says of where it came from.</param>
/// <param name="Capture">The tools.</param>
/// <param name="Problems">What was wrong with some of them.</param>
internal sealed record ToolListing(JsonNode Source, Capture Capture, IReadOnlyList<Problem> Problems);
