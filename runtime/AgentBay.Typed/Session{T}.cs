namespace AgentBay.Typed;

/// <summary>A session whose image's tools are typed methods.</summary>
/// <typeparam name="TImage">The generated catalog of the image.</typeparam>
public sealed class Session<TImage> : Session where TImage : ISandboxImage<TImage>
{
    internal Session(AgentBayClient client, SessionState state) : base(client, state) => Tools = TImage.Create(this);

    /// <summary>The tools. Each call goes to this session.</summary>
    public TImage Tools { get; }
}
