using CompiledNets;
using static CompiledNets.Ops;

namespace Forecast;

/// <summary>Tomorrow's temperature from the last days: what a GRU remembers of them, added to today's.</summary>
[Network]
public partial class TemperatureNet
{
    public const int Days = 30;

    [GRU(32)]  private partial Tensor Read(Tensor days);
    [Dense(1)] private partial Tensor Change(Tensor state);

    [Forward]
    private Tensor Tomorrow([Shape(Days, 1)] Tensor days) => days[^1] + Change(Read(days)[^1]);

    [Objective]
    private Tensor Loss([Shape(Days, 1)] Tensor days, [Shape(1)] Tensor next) => MeanAbsoluteError(Tomorrow(days), next);
}
