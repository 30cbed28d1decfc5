using System.Net;
using AgentBay.Typed.Tests.Infrastructure;

namespace AgentBay.Typed.Tests;

/// <summary>What counts as a session that is gone, and who deletes one that two want to delete.</summary>
public sealed class DeletionTests
{
    [Theory]
    [InlineData(HttpStatusCode.NotFound, """{"message":"Not Found"}""", "Http404")]
    [InlineData(HttpStatusCode.ServiceUnavailable, """{"Code":"BackendNotFound","Message":"upstream not found for session"}""", "BackendNotFound")]
    [InlineData(HttpStatusCode.InternalServerError, """{"Code":"InternalError","Message":"Template not found"}""", "InternalError")]
    [InlineData(HttpStatusCode.TooManyRequests, """{"Code":"Throttling","Message":"policy of the session not found"}""", "Throttling")]
    [InlineData(HttpStatusCode.BadRequest, """{"Code":"InvalidPolicy.NotFound","Message":"The policy is not found."}""", "InvalidPolicy.NotFound")]
    [InlineData(HttpStatusCode.NotFound, """{"Code":"InvalidAction.NotFound","Message":"resource not found"}""", "InvalidAction.NotFound")]
    public async Task A_refusal_that_is_not_about_the_session_is_no_deletion(HttpStatusCode status, string body, string code)
    {
        FakeService service = new FakeService().Reply("DeleteSessionAsync", status, body);
        Session session = await service.CreateSessionAsync(static options => (options.MaxRetries, options.TimeProvider) = (0, new QuickTime()));
        Assert.Equal(code, (await Assert.ThrowsAsync<AgentBayException>(() => session.DeleteAsync())).Code);

        service.Answer("DeleteSessionAsync", "null").Reply("GetSessionDetail", status, body);
        Assert.Equal(DeletionState.Requested, (await session.DeleteAsync()).Value.State);
    }

    [Fact]
    public async Task Dispose_during_a_deletion_that_is_refused_deletes_the_session_itself()
    {
        (FakeService service, TaskCompletionSource<HttpResponseMessage> first) = DeletingInTurn();
        Session session = await service.CreateSessionAsync(static options => options.MaxRetries = 0);
        Task deletion = session.DeleteAsync();
        Task disposal = session.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        first.SetResult(FakeService.Json("""{"Code":"No","Message":"no","Success":false}""", HttpStatusCode.BadRequest));
        await Assert.ThrowsAsync<AgentBayException>(() => deletion);
        await disposal;
        Assert.Equal(2, service.Count("DeleteSessionAsync"));
    }

    [Fact]
    public async Task Dispose_during_a_deletion_that_is_accepted_leaves_it_to_that()
    {
        (FakeService service, TaskCompletionSource<HttpResponseMessage> first) = DeletingInTurn();
        Session session = await service.CreateSessionAsync();
        Task deletion = session.DeleteAsync();
        Task disposal = session.DisposeAsync().AsTask();
        first.SetResult(FakeService.Json("""{"Success":true}"""));
        await disposal;
        await deletion;
        Assert.Equal(1, service.Count("DeleteSessionAsync"));
    }

    private static (FakeService Service, TaskCompletionSource<HttpResponseMessage> First) DeletingInTurn()
    {
        TaskCompletionSource<HttpResponseMessage> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int calls = 0;
        FakeService service = new FakeService().On("DeleteSessionAsync", (_, cancellationToken) => ++calls == 1
            ? first.Task.WaitAsync(cancellationToken)
            : Task.FromResult(FakeService.Json("""{"Success":true}""")));
        return (service, first);
    }
}
