using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Trail;
using Tauro.Stores.Guards;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Policies;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Secrets;
using Tauro.Stores.Local.State;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Tests.Guards;

public sealed class RegistryGuardTests : IAsyncLifetime
{
    private static readonly Dictionary<string, AccessAction?> OfModels = new()
    {
        // Only its endpoint decides.
        [nameof(IModelStore.CreateModel)] = null,
        // Only for administrators, in any workspace.
        [nameof(IModelStore.MoveModel)] = null,
        [nameof(IModelStore.Measure)] = null,
        [nameof(IModelStore.GetModel)] = AccessAction.Read,
        [nameof(IModelStore.UpdateModel)] = AccessAction.Update,
        [nameof(IModelStore.DeleteModel)] = AccessAction.Delete,
        [nameof(IModelStore.SearchModels)] = AccessAction.Read,
        [nameof(IModelStore.RegisterVersion)] = AccessAction.Update,
        [nameof(IModelStore.GetVersion)] = AccessAction.Read,
        [nameof(IModelStore.GetVersionById)] = AccessAction.Read,
        [nameof(IModelStore.GetLatestVersion)] = AccessAction.Read,
        [nameof(IModelStore.GetLatestVersions)] = AccessAction.Read,
        [nameof(IModelStore.GetVersionByAlias)] = AccessAction.Read,
        [nameof(IModelStore.SearchVersions)] = AccessAction.Read,
        [nameof(IModelStore.UpdateVersion)] = AccessAction.Update,
        [nameof(IModelStore.TransitionStage)] = AccessAction.Update,
        [nameof(IModelStore.Rollback)] = AccessAction.Update,
        [nameof(IModelStore.MarkReady)] = AccessAction.Update,
        [nameof(IModelStore.MarkFailed)] = null,
        [nameof(IModelStore.DeleteVersion)] = AccessAction.Delete,
        [nameof(IModelStore.SetAlias)] = AccessAction.Update,
        [nameof(IModelStore.DeleteAlias)] = AccessAction.Update,
        // Events of tracking cause it.
        [nameof(IModelStore.RecordSourceRun)] = null,
    };

    private static readonly Dictionary<string, AccessAction?> OfPolicies = new()
    {
        // Policies belong to no model.
        [nameof(IPolicyStore.SetPolicy)] = null,
        [nameof(IPolicyStore.GetPolicy)] = null,
        [nameof(IPolicyStore.DeletePolicy)] = null,
        [nameof(IPolicyStore.ListPolicies)] = null,
        [nameof(IPolicyStore.GetApplying)] = null,
        [nameof(IPolicyStore.GetHookSecret)] = null,
        [nameof(IPolicyStore.SearchApprovals)] = null,
        [nameof(IPolicyStore.ExpireApprovals)] = null,
        [nameof(IPolicyStore.Preview)] = AccessAction.Read,
        [nameof(IPolicyStore.PostCheck)] = AccessAction.Update,
        [nameof(IPolicyStore.ListChecks)] = AccessAction.Read,
        [nameof(IPolicyStore.RequestApproval)] = AccessAction.Update,
        [nameof(IPolicyStore.ListApprovals)] = AccessAction.Read,
        [nameof(IPolicyStore.DecideApproval)] = AccessAction.Update,
        [nameof(IPolicyStore.WithdrawApproval)] = AccessAction.Update,
    };

    private static readonly Dictionary<string, AccessAction?> OfHistory = new()
    {
        [nameof(IModelHistory.GetModel)] = AccessAction.Read,
        [nameof(IModelHistory.GetVersion)] = AccessAction.Read,
        [nameof(IModelHistory.GetVersionByAlias)] = AccessAction.Read,
        [nameof(IModelHistory.GetTimeline)] = AccessAction.Read,
    };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tauro-guards-");
    private readonly GuardArguments arguments = new();
    private LocalEngine<RegistryState> engine = null!;
    private LocalEngine<RegistryState> empty = null!;
    private ModelId modelId;

    public async ValueTask InitializeAsync()
    {
        (engine, empty) = (Open("full"), Open("empty"));
        CurrentActor.Value = new TrailActor(
            ActorKind.Client, Account: new TrailAccount(PrincipalKind.User, GuardSweep.Owner));
        var store = Models(engine);
        var version = await store.RegisterVersion("secret", new NewModelVersion(ArtifactMode: ArtifactMode.None));
        modelId = version.Value.ModelId;
        Assert.True((await store.SetAlias("secret", "champion", 1)).IsOk);
        // A history begins with the first change.
        Assert.True((await Models(empty).CreateModel(new NewModel("other"))).IsOk);
        Assert.True((await Models(empty).DeleteModel("other")).IsOk);
        AddArguments();
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        await empty.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Models_are_hidden_as_if_they_were_missing() => Assert.Equal(
        "",
        await Sweep(OfModels).FindViolations<IModelStore>(
            models => new GuardedModelStore(models, Access(engine)), Models(engine),
            new GuardedModelStore(Models(empty), Access(empty))));

    [Fact]
    public async Task Checks_and_approvals_are_hidden_as_if_they_were_missing() => Assert.Equal(
        "",
        await Sweep(OfPolicies).FindViolations<IPolicyStore>(
            policies => new GuardedPolicyStore(policies, Access(engine)), Policies(engine),
            new GuardedPolicyStore(Policies(empty), Access(empty))));

    [Fact]
    public async Task The_past_is_hidden_as_if_it_were_missing() => Assert.Equal(
        "",
        await Sweep(OfHistory).FindViolations<IModelHistory>(
            history => new GuardedModelHistory(history, Access(engine)), new LocalModelHistory(engine),
            new GuardedModelHistory(new LocalModelHistory(empty), Access(empty))));

    private GuardSweep Sweep(Dictionary<string, AccessAction?> actions) =>
        new(arguments.All, actions, ResourceType.RegisteredModel, modelId) { IsFoundByName = true };

    private void AddArguments()
    {
        arguments.Add("name", "secret");
        arguments.Add("alias", "champion");
        arguments.Add("check", "bias");
        arguments.Add("by", "eva");
        arguments.Add("reason", "none");
        arguments.Add("isApproved", true);
        arguments.Add("time", DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeMilliseconds());
        arguments.Add(1);
        arguments.Add(modelId);
        arguments.Add(new ApprovalId("1"));
        arguments.Add(new ModelChange(Description: "new"));
        arguments.Add(new ModelVersionChange(Description: "new"));
        arguments.Add(new NewModelVersion(ArtifactMode: ArtifactMode.None));
        arguments.Add("mustExist", true);
        arguments.Add(new StageMove(ModelStage.Staging, false));
        arguments.Add(ModelStage.None);
        arguments.Add(new RollbackRequest(ModelStage.Production));
        arguments.AddList<ModelFile>();
        arguments.Add<IReadOnlyCollection<string>>(["secret"]);
        arguments.Add(new ModelQuery(new PageRequest(10)));
        arguments.Add(new ModelVersionQuery(new PageRequest(10)));
        arguments.Add(PolicyGate.Production);
        arguments.Add(new GateEvidence("d", null));
        arguments.Add(new NewCheck(CheckStatus.Passed));
        arguments.Add(new NewApproval(PolicyGate.Production, "eva"));
        arguments.Add(new NewApprovalDecision("eva"));
        arguments.Add(TimeSpan.FromDays(1));
    }

    private static ModelAccess Access(LocalEngine<RegistryState> engine) => new(Models(engine));

    private static LocalModelStore Models(LocalEngine<RegistryState> engine) => new(engine, Entropy.System);

    private static LocalPolicyStore Policies(LocalEngine<RegistryState> engine) =>
        new(engine, new SecretKeys(engine.Disk, null, Entropy.System), Entropy.System);

    private LocalEngine<RegistryState> Open(string name)
    {
        var options = new LocalStoreOptions { FreeBytesMin = 0 };
        return LocalEngine<RegistryState>.Open(new LocalEngineParts<RegistryState>(
            new FolderDisk(Path.Combine(folder.FullName, name)), () => new RegistryState(), options,
            TimeProvider.System, NullLogger.Instance));
    }
}
