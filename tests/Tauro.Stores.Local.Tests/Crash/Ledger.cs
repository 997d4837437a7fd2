namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// Tracks what a store acknowledged, as a model. An operation is under way until it returns; then its effect is in the
/// model.
/// </summary>
internal sealed class Ledger<TModel>(TModel model)
    where TModel : ReferenceModel<TModel>
{
    private readonly Lock gate = new();
    private IReadOnlyList<Action<TModel>> underWay = [];

    public TModel Model { get; private set; } = model;

    /// <summary>The effects of operations that failed with an exception.</summary>
    public List<Action<TModel>> Refused { get; } = [];

    /// <summary>Gets both; as long as nothing begins or returns, they are the same objects.</summary>
    public (TModel Model, IReadOnlyList<Action<TModel>> UnderWay) Expectation()
    {
        lock (gate) return (Model, underWay);
    }

    public Task Do(Action<TModel> effect, Func<Task> act) => Do([effect], act);

    /// <summary>
    /// Runs an operation of several commits, in order. Until it returns, each of them may be present or not.
    /// </summary>
    public async Task Do(IReadOnlyList<Action<TModel>> effects, Func<Task> act)
    {
        lock (gate) underWay = [.. underWay, .. effects];
        try
        {
            await act();
        }
        catch
        {
            lock (gate)
            {
                underWay = [.. underWay.Where(effect => !effects.Contains(effect))];
                Refused.AddRange(effects);
            }

            throw;
        }

        lock (gate)
        {
            // The model is replaced, not changed: earlier expectations keep theirs.
            var next = Model.Copy();
            foreach (var effect in effects) effect(next);
            underWay = [.. underWay.Where(effect => !effects.Contains(effect))];
            Model = next;
        }
    }
}
