using System.Text.Json;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Captures;

namespace AgentBay.Typed.Cli.Sources;

/// <summary>An image of AgentBay, asked over its API.</summary>
internal sealed class AgentBaySource(string imageId, TimeSpan timeout, Secrets secrets) : ToolSource
{
    private const string KeyName = "AGENTBAY_API_KEY";

    /// <summary>A running session to call in; it is not deleted then.</summary>
    public string? SessionId { get; init; }

    /// <summary>The service, where it is not the one of the environment.</summary>
    public AgentBayOptions Service { get; init; } = new();

    public override async Task<ToolListing> ListAsync(CancellationToken cancellationToken)
    {
        using AgentBayClient client = Connect();
        return await ListAsync(client, cancellationToken);
    }

    public override async Task<IOpenSource> OpenAsync(CancellationToken cancellationToken)
    {
        AgentBayClient client = Connect();
        try
        {
            Session session = SessionId is null
                ? await client.CreateSessionAsync(new SessionOptions { ImageId = imageId }, cancellationToken)
                : await client.GetSessionAsync(SessionId, cancellationToken);
            return new OpenImage(this, client, session, isOwned: SessionId is null);
        }
        catch (Exception e) when (e is AgentBayException or OperationCanceledException)
        {
            // Also ends a session whose creation was given up.
            await client.DisposeAsync();
            if (e is AgentBayException failure)
                throw SourceException.Of(failure);
            throw;
        }
    }

    private async Task<ToolListing> ListAsync(AgentBayClient client, CancellationToken cancellationToken)
    {
        try
        {
            JsonElement data = (await client.ListToolsJsonAsync(imageId, cancellationToken)).Value;
            string text = data.ValueKind == JsonValueKind.String ? data.GetString()! : data.GetRawText();
            List<Problem> problems = [];
            Capture capture = CaptureReader.Read(text, problems)
                ?? throw new SourceException($"the service's list of tools cannot be read: {problems[0].Message}");
            return capture.Tools.Count > 0
                ? new ToolListing(CaptureWriter.Source("agentbay", "imageId", imageId), capture, problems)
                : throw new SourceException($"the service lists no tools for the image {imageId}");
        }
        catch (AgentBayException e)
        {
            throw SourceException.Of(e);
        }
    }

    private AgentBayClient Connect()
    {
        try
        {
            return new AgentBayClient(new AgentBayOptions { ApiKey = Service.ApiKey ?? secrets.Find(KeyName), Endpoint = Service.Endpoint, Timeout = timeout });
        }
        catch (InvalidOperationException e)
        {
            string message = secrets.Find(KeyName) is null ? $"there is no API key: set the environment variable or the user secret {KeyName}" : e.Message;
            throw new CliException(message, innerException: e);
        }
    }

    private sealed class OpenImage(AgentBaySource source, AgentBayClient client, Session session, bool isOwned) : IOpenSource
    {
        public IToolInvoker Invoker => session;

        public Task<ToolListing> ListAsync(CancellationToken cancellationToken) => source.ListAsync(client, cancellationToken);

        public async ValueTask DisposeAsync()
        {
            if (isOwned)
                await session.DisposeAsync();
            await client.DisposeAsync();
        }
    }
}
