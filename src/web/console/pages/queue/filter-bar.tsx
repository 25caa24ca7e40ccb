import { Button, Popover, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTexts } from '../../texts/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { FilterFields, type FilterProps } from './filter-fields.tsx';
import { activeFilters } from './queue-filter.ts';
import css from './queue-page.module.css';

/** Side by side where there is room for them, else behind a button that says how many are set. */
export function FilterBar(props: FilterProps) {
  const t = useTexts('queue');
  const wide = useMediaQuery('(min-width: 90em)', false, { getInitialValueInEffect: false });
  const active = activeFilters(props.filter);
  const clear = active > 0 && (
    <Button variant="subtle" size="sm" leftSection={<Icon name="cross" size={16} />} onClick={props.onClear}>
      {t('filters.clear')}
    </Button>
  );
  if (wide) {
    return (
      <search className={css.filters} aria-label={t('filters.label')}>
        <FilterFields filter={props.filter} onChange={props.onChange} />
        {clear}
      </search>
    );
  }
  return (
    <div className={css.filters}>
      <Popover position="bottom-end" width={300} shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <Button
            variant={active > 0 ? 'light' : 'default'}
            size="sm"
            leftSection={<Icon name="sliders" size={18} />}
            aria-label={active > 0 ? t('filters.active', { count: active }) : t('filters.open')}
            className={css.filterButton}
          >
            <span className={css.filterWords}>
              {active > 0 ? t('filters.active', { count: active }) : t('filters.open')}
            </span>
            <span className={css.filterCount}>{active > 0 ? active : ''}</span>
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="sm">
            <FilterFields filter={props.filter} onChange={props.onChange} labelled />
            {clear}
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
