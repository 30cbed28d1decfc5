namespace AgentBay.Typed;

/// <summary>What the service answered to a request that gives no value.</summary>
/// <param name="requestId">The id under which the service knows the request.</param>
public class OperationResult(string requestId)
{
    /// <summary>The id under which the service knows the request, for support; empty where it told none.</summary>
    public string RequestId { get; } = requestId ?? throw new ArgumentNullException(nameof(requestId));
}

/// <summary>What the service answered. Converts to its value.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="value">The value.</param>
/// <param name="requestId">The id under which the service knows the request.</param>
public sealed class OperationResult<T>(T value, string requestId) : OperationResult(requestId)
{
    /// <summary>The value.</summary>
    public T Value { get; } = value;

    /// <summary>The value of a result.</summary>
    /// <param name="result">The result.</param>
    public static implicit operator T(OperationResult<T> result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Value;
    }

    /// <inheritdoc/>
    public override string ToString() => Value?.ToString() ?? "";
}
