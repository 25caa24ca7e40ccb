import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  CollectorChange,
  CollectorInput,
  NewCollector,
  TeamInput,
  TeamView,
} from '../../../http/contract/console.ts';
import { get, patch, post } from './client.ts';
import { keys } from './keys.ts';

/** Who works here, the teams, and their creditors. */
export function useTeam() {
  return useQuery({
    queryKey: keys.team,
    queryFn: ({ signal }) => get<TeamView>('/team', {}, signal),
  });
}

const again = (cache: QueryClient) => cache.invalidateQueries({ queryKey: keys.team });

/** A new one (`id` null: answers NewCollector) or a change to one. */
export function useSaveCollector(id: number | null) {
  const cache = useQueryClient();
  return useMutation<unknown, Error, CollectorInput | CollectorChange>({
    mutationFn: (given) =>
      id === null ? post<NewCollector>('/team/collectors', given) : patch(`/team/collectors/${id}`, given),
    onSuccess: () => again(cache),
  });
}

/** New password, second factor off, signed out. */
export function useResetCollector(id: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post<NewCollector>(`/team/collectors/${id}/reset`),
    onSuccess: () => again(cache),
  });
}

export function useSaveTeam(id: number | null) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (given: TeamInput) =>
      id === null ? post<TeamView>('/team/teams', given) : patch<TeamView>(`/team/teams/${id}`, given),
    onSuccess: (team) => cache.setQueryData(keys.team, team),
  });
}
