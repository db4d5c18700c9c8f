using Semblance.Errors;
using Semblance.Pairs;

namespace Semblance.Insight.Experiments.SimVae;

/// <summary>FashionMNIST where it is installed.</summary>
internal static class FashionData
{
    internal const string Name = "fashion-mnist";

    /// <summary>One part of it; null, with a note, where it is not there.</summary>
    internal static DataSet? Open(ExperimentContext context, Findings findings, Split split)
    {
        try
        {
            return DataSets.Open(new DataRequest { Name = Name, Split = split, DataRoot = context.Options.DataRoot });
        }
        catch (RunException e)
        {
            findings.Skip(e.Message);
            return null;
        }
    }
}
