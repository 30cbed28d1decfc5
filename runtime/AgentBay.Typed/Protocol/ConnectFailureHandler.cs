namespace AgentBay.Typed.Protocol;

/// <summary>
/// Stands directly above a <see cref="SocketsHttpHandler"/>, whose time limit for connecting ends in an exception like that
/// of any other time limit. Here it is known, and told as the failure to connect that it is: nothing was sent.
/// </summary>
internal sealed class ConnectFailureHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, e.InnerException.Message, e);
        }
    }
}
