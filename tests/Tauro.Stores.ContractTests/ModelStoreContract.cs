using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Events;
using Tauro.Stores.Filters;
using Tauro.Stores.Models;

namespace Tauro.Stores.ContractTests;

/// <summary>
/// The contract of <see cref="IModelStore"/>. A backend inherits this class, opens an empty store for each test, and
/// disposes it in <see cref="DisposeAsync"/>.
/// </summary>
public abstract partial class ModelStoreContract : IAsyncLifetime
{
    protected const string Run = "00112233445566778899aabbccddeeff";
    protected static readonly RunId RunId = new(Run);
    protected static readonly RunId OtherRunId = new("ffeeddccbbaa99887766554433221100");

    private IModelStore store = null!;
    private IEventLog events = null!;

    /// <summary>Opens an empty store and the event log it writes to.</summary>
    protected abstract ValueTask<(IModelStore Store, IEventLog Events)> Open();

    public async ValueTask InitializeAsync() => (store, events) = await Open();

    public abstract ValueTask DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected static NewModelVersion Metadata { get; } = new(ArtifactMode: ArtifactMode.None);

    private static NewModelVersion Pending { get; } = new();

    private async Task<ModelVersion> Register(string name, NewModelVersion? version = null) =>
        Ok(await store.RegisterVersion(name, version ?? Metadata, cancel: Cancel));

    private async Task<RegisteredModel> Model(string name) => Ok(await store.GetModel(name, Cancel));

    private async Task<ModelVersion> Version(string name, int version) =>
        Ok(await store.GetVersion(name, version, Cancel));

    /// <summary>Returns the events after a sequence, as <c>type subject</c>.</summary>
    private async Task<string[]> EventsAfter(long sequence) =>
    [
        .. Ok(await events.Read(sequence, 1_000, Cancel)).Select(record => $"{record.Type} {record.Subject}"),
    ];

    private async Task<T> Event<T>(long sequence) where T : LifecycleEvent =>
        Assert.IsType<T>(EventCatalog.Read(Assert.Single(Ok(await events.Read(sequence - 1, 1, Cancel)))));

    private async Task<long> LastSequence() => await events.LastSequence(Cancel);

    private async Task<string[]> Names(Filter? filter, params OrderBy[] order) =>
    [
        .. Ok(await store.SearchModels(new ModelQuery(new PageRequest(100), filter, order), Cancel))
            .Items.Select(model => model.Name),
    ];

    private async Task<string[]> Versions(Filter? filter, params OrderBy[] order) =>
    [
        .. Ok(await store.SearchVersions(new ModelVersionQuery(new PageRequest(100), filter, order), Cancel))
            .Items.Select(version => $"{version.Name}/{version.Version}"),
    ];

    private static Filter Where(string attribute, CompareOperator compare, Literal literal) =>
        new Filter.Compare(new Field(FieldKind.Attribute, attribute), compare, literal);

    private static Filter Where(FieldKind kind, string key, CompareOperator compare, Literal literal) =>
        new Filter.Compare(new Field(kind, key), compare, literal);

    private static OrderBy By(string attribute, bool descending = false) =>
        new(new Field(FieldKind.Attribute, attribute), descending);

    private static T Ok<T>(StoreOutcome<T> outcome)
    {
        Assert.True(outcome.IsOk, outcome.Problem?.ToString());
        return outcome.Value;
    }

    private static void Refused<T>(StoreOutcome<T> outcome, ProblemKind kind, string code)
    {
        Assert.NotNull(outcome.Problem);
        Assert.Equal((kind, code), (outcome.Problem.Kind, outcome.Problem.Code));
        Assert.NotEmpty(outcome.Problem.Message);
    }

    private static void NoModel<T>(StoreOutcome<T> outcome) =>
        Refused(outcome, ProblemKind.NotFound, ProblemCodes.ModelNotFound);

    private static void NoVersion<T>(StoreOutcome<T> outcome) =>
        Refused(outcome, ProblemKind.NotFound, ProblemCodes.VersionNotFound);
}
