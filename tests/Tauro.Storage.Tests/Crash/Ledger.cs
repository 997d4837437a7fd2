namespace Tauro.Storage.Tests.Crash;

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

    public async Task Do(Action<TModel> effect, Func<Task> act)
    {
        lock (gate) underWay.Add(effect);
        try
        {
            await act();
        }
        catch
        {
            lock (gate)
            {
                underWay.Remove(effect);
                Refused.Add(effect);
            }

            throw;
        }

        lock (gate)
        {
            // Replaced, not changed: an expectation taken before keeps its own.
            var next = Model.Copy();
            effect(next);
            underWay.Remove(effect);
            Model = next;
        }
    }
}
