namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// What a store acknowledged, as a model. Each operation is on its way until it is answered, and in the model from then
/// on.
/// </summary>
internal sealed class Ledger<TModel>(TModel model)
    where TModel : ReferenceModel<TModel>
{
    private readonly Lock gate = new();
    private readonly List<Action<TModel>> underWay = [];

    public TModel Model { get; private set; } = model;

    /// <summary>Effects of what was refused with an exception.</summary>
    public List<Action<TModel>> Refused { get; } = [];

    public (TModel Model, IReadOnlyList<Action<TModel>> UnderWay) Expectation()
    {
        lock (gate) return (Model, [.. underWay]);
    }

    public Task Do(Action<TModel> effect, Func<Task> act) => Do([effect], act);

    /// <summary>
    /// Several commits, in order: where the last is not answered, of the others each may be there or not.
    /// </summary>
    public async Task Do(IReadOnlyList<Action<TModel>> effects, Func<Task> act)
    {
        lock (gate) underWay.AddRange(effects);
        try
        {
            await act();
        }
        catch
        {
            lock (gate)
            {
                underWay.RemoveAll(effects.Contains);
                Refused.AddRange(effects);
            }

            throw;
        }

        lock (gate)
        {
            // Replaced, not changed: an expectation taken before keeps its own.
            var next = Model.Copy();
            foreach (var effect in effects) effect(next);
            underWay.RemoveAll(effects.Contains);
            Model = next;
        }
    }
}
