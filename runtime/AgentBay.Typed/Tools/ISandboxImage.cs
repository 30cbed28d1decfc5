namespace AgentBay.Typed;

/// <summary>A catalog that an AgentBay image offers, so that a session can be created from the type alone.</summary>
/// <typeparam name="TSelf">The generated class.</typeparam>
public interface ISandboxImage<TSelf> : IToolCatalog<TSelf> where TSelf : ISandboxImage<TSelf>
{
    /// <summary>The image's id at the service, such as <c>linux_latest</c>.</summary>
    static abstract string ImageId { get; }
}
