namespace AgentBay.Typed;

/// <summary>The tools of one capture as typed methods. Implemented by generated classes.</summary>
/// <typeparam name="TSelf">The generated class.</typeparam>
public interface IToolCatalog<TSelf> where TSelf : IToolCatalog<TSelf>
{
    /// <summary>The tools of the catalog, sorted by name.</summary>
    static abstract IReadOnlyList<ToolDescriptor> Tools { get; }

    /// <summary>Makes a catalog whose calls go through <paramref name="invoker"/>.</summary>
    /// <param name="invoker">Where the calls go.</param>
    static abstract TSelf Create(IToolInvoker invoker);
}
