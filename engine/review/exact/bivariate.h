// Two jointly normal things, cut at a line: the true and the seen quality, or the scores of two committees. All for a
// large number of applications, where the line is a fixed quantile; `share` is the share that is awarded.
#pragma once

namespace saitaku::review::exact {

/// P(X <= h, Y <= k) of two standard normal variables with correlation rho. Absolute error below 1e-14.
/// Needs: -1 <= rho <= 1; h and k finite. Source: Owen, Ann. Math. Statist. 27 (1956) 1075-1090, with Boost.Math's T.
double bivariate_normal_cdf(double h, double k, double rho);

/// P(both above the upper quantile of share): what two orders with correlation rho have in common in their top shares.
/// Needs: 0 <= share <= 1, -1 <= rho <= 1.
double both_on_top(double share, double rho);

/// Share of the chosen that are among the truly best of the same number (precision, which is also recall), when a score
/// of the given reliability chooses: Phi2(-z, -z; sqrt(reliability)) / share. One minus it is the share of the truly
/// best that are turned away (false negatives). For a finite number of applications: top_overlap.h.
/// Needs: 0 < share <= 1, 0 <= reliability <= 1.
double true_top_share(double share, double reliability);

/// Chance of an application with this quality (in standard deviations of quality above the mean), when the top share by
/// a score of this reliability is awarded: Phi((q - z / sqrt(R)) / sqrt((1 - R) / R)). At reliability 1 a step, at 0
/// the share.
/// Needs: 0 <= share <= 1, 0 <= reliability <= 1.
double award_chance(double quality, double share, double reliability);

/// Two independent committees of the same kind judge the same applications, each awarding the top share of its scores,
/// which correlate by the reliability of the score.
struct Agreement {
  double same_decision = 1;  ///< chance that an application gets the same decision from both
  double same_award = 1;     ///< chance that one awarded by the first is awarded by the second
  double kappa = 1;          ///< Cohen's kappa: (same_decision - by chance) / (1 - by chance); 1960
};

/// Needs: 0 < share < 1 (with nobody or all awarded kappa does not exist), 0 <= reliability <= 1.
Agreement agreement(double share, double reliability);

}  // namespace saitaku::review::exact
